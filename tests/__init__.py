"""The tests of alertflow, in the shape of the tree they prove."""
