package schedule

import (
	"context"
	"log/slog"
	"time"
)

// logbook tells a logger, if any, how the steps of a run went.
type logbook struct {
	logger *slog.Logger
	last   time.Time
}

// note logs a step with the time it took and numbers and ids, nothing personal.
func (l *logbook) note(ctx context.Context, step string, about ...any) {
	if l.logger == nil {
		return
	}
	now := time.Now()
	l.logger.InfoContext(ctx, "schedule: "+step, append(about, "took", now.Sub(l.last))...)
	l.last = now
}
