// Package ent is the data model: package schema is written by hand, package db is generated from it, and the
// migrations follow it.
package ent

//go:generate go run entc.go
