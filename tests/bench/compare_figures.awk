# compare_figures.awk RECORDED COUNTED: says how each figure compares, and fails when one left its
# bounds. Both are what guard.sh writes.
BEGIN { FS = "\t"; allowed = 5 }

FNR == NR {
  if (FNR == 1) next
  for (i = 2; i <= 4; ++i) known[$1, i] = $i
  known[$1, 5, $6] = $5
  next
}

function check(name, was, is, percent,    change) {
  if (was == "") {
    printf "  %-12s %12d  not recorded here\n", name, is
    return
  }
  change = was == 0 ? (is == 0 ? 0 : 100) : 100 * (is - was) / was
  printf "  %-12s %12d  was %12d  %+.1f %%", name, is, was, change
  if (change > percent || change < -percent) {
    printf "  OUT OF BOUNDS"
    failed = 1
  }
  printf "\n"
}

{
  print $1
  check("requests", known[$1, 2], $2, 0)
  check("sent", known[$1, 3], $3, allowed)
  check("received", known[$1, 4], $4, allowed)
  check("instructions", known[$1, 5, $6], $5, allowed)
}

END {
  if (failed) print "If the change is meant: tests/bench/guard.sh --record, and say why in the commit."
  exit failed
}
