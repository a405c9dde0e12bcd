"""The graph in a store on disk, which `kg build` writes and other commands read as long as it is fresh."""
