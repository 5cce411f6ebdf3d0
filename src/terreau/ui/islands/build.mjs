// Joins the style sheets in one file and bundles each island; MapLibre's own modules are copied as they are.
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const ui = join(here, "..", "static", "ui");
const out = join(here, "..", "static", "dist");
const maplibre = join(here, "..", "..", "..", "..", "node_modules", "maplibre-gl", "dist");

// Islands import "maplibre-gl"; the browser gets it from its own files, because its worker must stay one.
const apart = {
  name: "apart",
  setup(bundle) {
    bundle.onResolve({ filter: /^maplibre-gl$/ }, () => ({ path: "./maplibre/maplibre-gl.mjs", external: true }));
    bundle.onResolve({ filter: /\.woff2$/ }, ({ path }) => ({ path, external: true }));
  },
};
const common = { bundle: true, minify: true, legalComments: "none", plugins: [apart], logLevel: "warning" };

const islands = readdirSync(here).filter((name) => name.endsWith(".js") && isIsland(name));
// An island is what registers an element or runs by itself; the other modules are its parts.
function isIsland(name) {
  return !readFileSync(join(here, name), "utf8").startsWith("// part:");
}

mkdirSync(join(out, "maplibre"), { recursive: true });
for (const name of ["maplibre-gl.mjs", "maplibre-gl-shared.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"]) {
  copyFileSync(join(maplibre, name), join(out, "maplibre", name));
}
await build({ ...common, format: "esm", target: "es2022", outdir: out, entryPoints: islands.map((name) => join(here, name)) });
await build({ ...common, outfile: join(out, "terreau.css"), entryPoints: [join(ui, "css", "terreau.css")] });
