"""PromQL: an expression as a tree, and what can be known of it without a Prometheus."""
