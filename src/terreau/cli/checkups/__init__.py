"""What `terreau doctor` looks at: each check gives findings, and touches nothing."""
