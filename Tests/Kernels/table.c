// Calls every kernel on a table of inputs, to compare the builds of two processors:
//
//     table > here            prints every result, in hexadecimal
//     table here              compares with such a file: the worst difference of each kernel beside what is allowed
//
// Kernels that only move numbers, choose among them or take one rounded operation an element give equal bits. Where a sum
// of products is one operation on one processor and two on another, results differ in their last places.
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernels.h"

/// What two builds may differ by: nothing, units in the last place of each value, or of the largest value of a result,
/// which is the unit of a sum whose terms cancel.
struct allowed {
  enum { EQUAL, EACH, LARGEST } measure;
  double ulps;
};
static const struct allowed equal = {EQUAL, 0};
static struct allowed each(double ulps) { return (struct allowed){EACH, ulps}; }
static struct allowed largest(double ulps) { return (struct allowed){LARGEST, ulps}; }

/// The worst difference of a kernel so far, by one measure.
struct line {
  char name[32];
  struct allowed allowed;
  double worst;
  size_t values;
};
static struct line lines[128];
static size_t line_count;

static FILE *expected;  // NULL where results are printed
static int failed;

static void stop(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  exit(2);
}

/// Memory that is never given back: the program is short.
static void *taken(size_t bytes) {
  void *memory = calloc(1, bytes + 1);
  if (!memory) stop("no memory\n");
  return memory;
}

static struct line *line_named(const char *name, struct allowed allowed) {
  for (size_t n = 0; n < line_count; n++)
    if (strcmp(lines[n].name, name) == 0 && lines[n].allowed.measure == allowed.measure &&
        lines[n].allowed.ulps == allowed.ulps)
      return &lines[n];
  if (line_count == sizeof lines / sizeof *lines) stop("more kernels than lines\n");
  struct line *line = &lines[line_count++];
  snprintf(line->name, sizeof line->name, "%s", name);
  line->allowed = allowed;
  return line;
}

/// The distance between neighbours at `value`, of numbers with 24 or 53 bits.
static double ulp(double value, int bits) {
  int exponent;
  frexp(value, &exponent);
  const int lowest = bits == 24 ? -125 : -1021;
  return ldexp(1, (exponent < lowest ? lowest : exponent) - bits);
}

static int same(double a, double b) { return (isnan(a) && isnan(b)) || memcmp(&a, &b, sizeof a) == 0; }

static void read_values(const char *name, double *values, size_t count) {
  char found[32];
  size_t length;
  if (fscanf(expected, "%31s %zu", found, &length) != 2 || strcmp(found, name) != 0 || length != count)
    stop("expected %zu values of %s\n", count, name);
  for (size_t i = 0; i < count; i++)
    if (fscanf(expected, "%la", &values[i]) != 1) stop("a value of %s cannot be read\n", name);
}

static void compare(const char *name, const double *values, size_t count, struct allowed allowed, int bits) {
  struct line *line = line_named(name, allowed);
  double *other = taken(count * sizeof *other), top = 0;
  read_values(name, other, count);
  for (size_t i = 0; i < count; i++)
    if (isfinite(other[i])) top = fmax(top, fabs(other[i]));
  for (size_t i = 0; i < count; i++) {
    if (same(values[i], other[i])) continue;
    const double difference = fabs(values[i] - other[i]) / ulp(allowed.measure == LARGEST ? top : other[i], bits);
    // Zeros of different signs are no difference where sums are rounded; nothing is near infinity, or no number at all.
    const int apart = !isfinite(difference) || (allowed.measure == EQUAL && difference == 0);
    line->worst = fmax(line->worst, apart ? INFINITY : difference);
  }
  if (line->worst > allowed.ulps) failed = 1;
  line->values += count;
  free(other);
}

/// Prints a result, or compares it.
static void result(const char *kernel, const char *suffix, const double *values, size_t count, struct allowed allowed,
                   int bits) {
  char name[32];
  snprintf(name, sizeof name, "%s%s", kernel, suffix);
  if (expected) {
    compare(name, values, count, allowed, bits);
    return;
  }
  printf("%s %zu", name, count);
  for (size_t i = 0; i < count; i++) printf(" %a", values[i]);
  printf("\n");
}

/// A number between -1 and 1 with 20 bits, the same on every processor.
static double made_up(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return (double)((int32_t)(*state >> 11) - (1 << 20)) / 1048576.0;
}

/// Rows that begin with, before and after step 2, or never.
static const int32_t *starts_of(size_t rows) {
  static const int32_t firsts[] = {0, 2, 3, 1, 1000};
  int32_t *starts = taken(rows * sizeof *starts);
  for (size_t r = 0; r < rows; r++) starts[r] = firsts[r % 5];
  return starts;
}

/// Rows and columns that kernels are called with, around the widths of vectors, tiles and panels.
static const struct {
  size_t rows, columns;
} shapes[] = {{1, 1}, {2, 3}, {3, 8}, {4, 31}, {5, 32}, {7, 33}, {12, 64}, {16, 50}, {67, 100}};

#define REAL float
#define NAME(x) x##_f
#define SUFFIX "_f"
#define BITS 24
#include "table.inc"
#undef REAL
#undef NAME
#undef SUFFIX
#undef BITS

#define REAL double
#define NAME(x) x##_d
#define SUFFIX "_d"
#define BITS 53
#include "table.inc"

/// A product that is below the normal range is zero between the two calls, and only there.
static void check_subnormals(void) {
  volatile float small = 1e-30f;
  const uint64_t before = foresee_flush_subnormals();
  const float flushed = small * 1e-10f;
  foresee_restore_subnormals(before);
  const float kept = small * 1e-10f;
  const double values[] = {flushed, kept > 0};
  result("flush_subnormals", "", values, 2, equal, 24);
  if (flushed != 0 || kept == 0) stop("subnormals: %a is to be 0, and %a is not\n", (double)flushed, (double)kept);
}

static void print_lines(void) {
  static const char *const units[] = {"equal bits", "ulps of each", "ulps of the largest"};
  printf("%-24s %8s %8s %8s\n", "kernel", "values", "worst", "allowed");
  for (size_t n = 0; n < line_count; n++) {
    const struct line *line = &lines[n];
    printf("%-24s %8zu %8.3g %8.3g %s%s\n", line->name, line->values, line->worst, line->allowed.ulps,
           units[line->allowed.measure], line->worst > line->allowed.ulps ? "  DIFFERS" : "");
  }
}

int main(int count, char **arguments) {
  if (count > 1 && !(expected = fopen(arguments[1], "r"))) stop("%s cannot be read\n", arguments[1]);
  check_all_f();
  check_all_d();
  check_subnormals();
  if (expected) print_lines();
  return failed;
}
