// Loaded before a program, it makes the clocks on the wall advance with the CPU
// time of the process, so that the program's own limit counts CPU seconds.
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock) {
	struct timespec t;
	syscall(SYS_clock_gettime, clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long steady, real, used;

__attribute__((constructor)) static void begin(void) {
	steady = now(CLOCK_MONOTONIC);
	real = now(CLOCK_REALTIME);
	used = now(CLOCK_PROCESS_CPUTIME_ID);
}

int clock_gettime(clockid_t clock, struct timespec *t) {
	long long base;
	switch (clock) {
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
		base = real;
		break;
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_RAW:
	case CLOCK_MONOTONIC_COARSE:
	case CLOCK_BOOTTIME:
		base = steady;
		break;
	default:
		return syscall(SYS_clock_gettime, clock, t);
	}
	if (base == 0)
		return syscall(SYS_clock_gettime, clock, t);
	long long v = base + now(CLOCK_PROCESS_CPUTIME_ID) - used;
	t->tv_sec = v / 1000000000LL;
	t->tv_nsec = v % 1000000000LL;
	return 0;
}

int gettimeofday(struct timeval *tv, void *zone) {
	struct timespec t;
	(void)zone;
	clock_gettime(CLOCK_REALTIME, &t);
	if (tv) {
		tv->tv_sec = t.tv_sec;
		tv->tv_usec = t.tv_nsec / 1000;
	}
	return 0;
}

time_t time(time_t *p) {
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	if (p)
		*p = t.tv_sec;
	return t.tv_sec;
}
