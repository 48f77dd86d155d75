//! Tests of what no slice can test alone.
