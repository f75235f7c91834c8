#include <csv.h>
#include <iconv.h>
#include <locale.h>

// glibc has this function, but declares it only for programs that ask for GNU extensions, which Swift's importer does not.
extern double strtod_l(const char *text, char **end, locale_t locale);

// The C locale, whatever the environment says. LC_ALL_MASK is a macro that Swift does not import.
static inline locale_t new_plain_locale(void) { return newlocale(LC_ALL_MASK, "C", (locale_t)0); }
