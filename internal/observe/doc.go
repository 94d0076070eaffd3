// Package observe tells operators what a server does: metrics for Prometheus, and traces for OpenTelemetry where the standard
// variables ask for them. No label and no span holds what a caller wrote, but the ID of a trusted document.
package observe
