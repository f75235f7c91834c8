"""What the tables of comparison.py show, in sentences that are made from their figures, losses of Foresee first."""
import statistics

DEFAULT = "blend"
RULES = ("naive", "seasonal-naive")


class Finding:
    """A model on one set, with what it scored and took; a rule took nothing."""

    def __init__(self, model, tool, scores, measured):
        self.model, self.tool = model, tool
        self.error, self.holds = scores["mase"], scores.get("coverage-80")
        self.seconds = statistics.median(one["seconds"] for one in measured) if measured else None
        self.peak = max((one["peak"] for one in measured), default=None)

    @property
    def name(self):
        return self.model if self.tool in ("foresee", "rule") else f"{self.model} of {self.tool}"


def findings(runs, scores):
    done = [run for run in runs if run.complete]
    found = [Finding(run.model, run.tool, scores[run.model], run.measured) for run in done]
    found += [Finding(rule, "rule", scores[rule], []) for rule in RULES if rule in scores]
    return sorted(found, key=lambda one: one.error)


def paragraphs(tables):
    """A list of sentences on errors by set, then on intervals, seconds and memory."""
    sets = {name: findings(*table) for name, table in tables.items()}
    lines = ["These sentences were made from the tables above by the program that made them.", ""]
    for name, found in sets.items():
        lines.append(f"- {name}: {errors(found)} {intervals(found)} {waiting(found)}")
    lines.append(f"- {memory(found for one in sets.values() for found in one)}")
    return "\n".join(lines) + "\n"


def errors(found):
    best, default = found[0], next((one for one in found if one.model == DEFAULT), None)
    others = [one for one in found if one.tool not in ("foresee", "rule")]
    said = f"{best.name} has the lowest MASE, {best.error:.3f}"
    if best.tool == "foresee" and others:
        said += f", {percent(best.error, others[0].error)} below {others[0].name}"
    said += "."
    if default is None:
        return said
    better = [f"{one.name} ({one.error:.3f})" for one in found if one.error < default.error]
    if better and best is not default:
        said += f" {DEFAULT}, Foresee's default, loses with {default.error:.3f} to {listed(better)}."
    floor = min((one for one in found if one.tool == "rule"), key=lambda one: one.error, default=None)
    if floor:
        worse = [one.name for one in found if one.error > floor.error and one.tool != "rule"]
        if worse:
            said += f" No better than {floor.name} ({floor.error:.3f}): {listed(worse)}."
    return said


def intervals(found):
    """The intervals that miss 80 % by more than ten points."""
    off = [f"{one.name} ({100 * one.holds:.0f} %)" for one in found if one.holds is not None and abs(one.holds - 0.8) > 0.1]
    return f"More than ten points from 80 % are the intervals of {listed(off)}." if off else "All intervals hold in 70 to 90 %."


def waiting(found):
    """Which model is the fastest, and which beat the default in error and in seconds alike."""
    timed = [one for one in found if one.seconds is not None]
    fastest = min(timed, key=lambda one: one.seconds)
    said = f"{fastest.name} is the fastest, with {fastest.seconds:.1f} s."
    default = next((one for one in timed if one.model == DEFAULT), None)
    if default is None or default is fastest:
        return said
    said += f" {DEFAULT} takes {default.seconds:.1f} s"
    quicker = [f"{one.name} ({one.seconds:.1f} s)" for one in timed if one.seconds < default.seconds and one is not fastest]
    said += f", longer than {listed(quicker)} as well." if quicker else "."
    both = [one.name for one in timed if one.seconds < default.seconds and one.error < default.error]
    return said + (f" Both faster and less far off than {DEFAULT}: {listed(both)}." if both else "")


def memory(found):
    peaks = {}
    for one in found:
        if one.peak is not None:
            peaks.setdefault(one.tool, []).append(one.peak)
    ranges = [f"{tool} {span(held)} MB" for tool, held in sorted(peaks.items(), key=lambda peak: max(peak[1]))]
    return f"Memory: {listed(ranges)}."


def span(values):
    ends = [f"{end:.0f}" for end in (min(values), max(values))]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def percent(lower, upper):
    return f"{100 * (1 - lower / upper):.1f} %"


def listed(words):
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
