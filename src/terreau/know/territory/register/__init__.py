"""The national register of communes, made compact at set-up from an npm package (see compact.mjs)."""
