// Package kubernetes is imported by Helm for its module version only.
package kubernetes
