"""What people say to one another under everything else."""
