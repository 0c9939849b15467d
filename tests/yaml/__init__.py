"""Tests of alertflow.yaml."""
