/// Names of months and weekdays in languages other than English, whose names share no more than their
/// beginnings with these.
enum CalendarWords {
  private static let namesOfMonths: [[String]] = [
    [
      "januar", "jänner", "jaenner", "jän", "janvier", "janv", "gennaio", "gen", "enero", "ene", "janeiro",
      "januari", "styczeń",
    ],
    [
      "februar", "feber", "février", "fevrier", "févr", "fevr", "fév", "febbraio", "febrero", "fevereiro",
      "fev", "februari", "luty",
    ],
    ["märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt", "marzec"],
    ["avril", "avr", "aprile", "abril", "abr", "kwiecień"],
    ["mai", "maggio", "mag", "mayo", "maio", "mei", "maj"],
    ["juni", "juin", "giugno", "giu", "junio", "junho", "czerwiec"],
    ["juli", "juillet", "juil", "luglio", "lug", "julio", "julho", "lipiec"],
    ["août", "aout", "agosto", "ago", "augustus", "augusti", "sierpień"],
    ["settembre", "set", "septiembre", "septembre", "setembro", "wrzesień"],
    ["oktober", "okt", "octobre", "ottobre", "ott", "octubre", "outubro", "out", "październik"],
    ["novembre", "noviembre", "novembro", "listopad"],
    [
      "dezember", "dez", "décembre", "decembre", "déc", "dicembre", "dic", "diciembre", "dezembro",
      "grudzień",
    ],
  ]

  /// The number of each month by its name in lower case, 1 for January.
  static let months = Dictionary(
    uniqueKeysWithValues: namesOfMonths.enumerated().flatMap { index, names in names.map { ($0, index + 1) } }
  )

  /// Names of weekdays in lower case.
  static let weekdays: Set<String> = [
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di",
    "mi", "do", "fr", "sa", "so", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lun",
    "mar", "mer", "jeu", "ven", "sam", "dim", "lunes", "martes", "miércoles", "miercoles", "jueves",
    "viernes",
    "sábado", "sabado", "domingo", "mié", "jue", "vie", "sáb", "dom", "lunedì", "martedì", "mercoledì",
    "giovedì", "venerdì", "sabato", "domenica", "gio", "sab", "maandag", "dinsdag", "woensdag", "donderdag",
    "vrijdag", "zaterdag", "zondag",
  ]
}
