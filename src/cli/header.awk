# calque(3) from src/calque.h: comments become prose, declarations stand as they are written. The
# comment before a declaration is about it; "---- Title ----" lines start a section.
function roff(text) {
  gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text)
  return text ~ /^[.']/ ? "\\&" text : text
}
function end_code() { if (code) print ".fi\n.RE"; code = 0 }
function start_code() { if (!code) print ".RS 2\n.nf"; code = 1 }
BEGIN {
  print ".TH CALQUE 3 \"\" \"calque\" \"Library Functions\"\n.SH NAME"
  print "calque \\- find what machine translation left in French articles\n.SH SYNOPSIS\n.nf"
  print ".B #include <calque.h>\n.PP\ncc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs calque)\n.fi\n.SH DESCRIPTION"
}
# The opening comment: indented lines are an example.
NR == 1 { sub(/^\/\* calque: /, ""); opening = 1 }
opening {
  last = sub(/ *\*\/$/, ""); sub(/^ \* ?/, "")
  if ($0 ~ /^  /) { start_code(); print roff(substr($0, 3)) }
  else { end_code(); print $0 == "" ? ".PP" : roff($0) }
  if (last) { end_code(); opening = 0 }
  next
}
/^#(ifndef|ifdef|endif|include|define CALQUE_H|define CALQUE_API)/ || /^extern "C"/ || /^}$/ && !inside { next }
/^\/\* ---- / {
  end_code(); sub(/^\/\* ---- /, ""); sub(/ -+ \*\/$/, ""); print ".SH " toupper($0); next
}
/^$/ { if (code) print ""; else print ".PP"; next }
/^\/\*/ { comment = 1; end_code(); sub(/^\/\* /, "") ; print ".PP" }
comment {
  last = sub(/ *\*\/$/, ""); sub(/^ \* ?/, ""); print roff($0)
  if (last) comment = 0
  next
}
{
  gsub(/CALQUE_API /, ""); inside = $0 ~ /\{$/ || (inside && $0 !~ /^}/)
  start_code(); print roff($0)
}
END { end_code(); print ".SH SEE ALSO\n.BR calque (1)" }
