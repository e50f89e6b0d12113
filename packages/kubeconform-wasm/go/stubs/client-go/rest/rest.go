// Package rest names the connection that this build never has.
package rest

// Config would describe an API server.
type Config struct{}
