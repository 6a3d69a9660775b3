/* The page reads without this. It only adds keys: n and p go to the next and the previous finding. */
(function () {
  "use strict";
  var marks = Array.prototype.slice.call(document.querySelectorAll("mark a:not([tabindex])"));
  if (!marks.length) return;
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    var step = event.key === "n" ? 1 : event.key === "p" ? -1 : 0;
    if (!step) return;
    var here = marks.indexOf(document.activeElement);
    var next = marks[(here < 0 && step < 0 ? marks.length : here) + step] || marks[step > 0 ? 0 : marks.length - 1];
    next.focus();
    next.scrollIntoView({ block: "center" });
    event.preventDefault();
  });
})();
