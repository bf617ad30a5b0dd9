"""Plain functions that readers write in the chapters and that the layers do not use."""
