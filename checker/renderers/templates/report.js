// Search, filter and fold. The report reads the same without it.
"use strict";
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  tools.hidden = false;
  const at = (id) => document.getElementById(id);
  const rows = [...at("matrix-table").tBodies[0].rows].map((row) => ({
    row,
    section: at(row.dataset.m),
    text: row.cells[0].textContent.toLowerCase(),
    policies: row.dataset.p.split(" "),
  }));
  const policy = at("p");
  const apply = () => {
    const wanted = at("q").value.trim().toLowerCase();
    let shown = 0;
    for (const each of rows) {
      const fits =
        each.text.includes(wanted) &&
        (!at("v").value || each.row.dataset.v === at("v").value) &&
        (!policy || !policy.value || each.policies.includes(policy.value));
      each.row.hidden = !fits;
      if (each.section) each.section.hidden = !fits;
      shown += fits;
    }
    at("n").textContent = shown === rows.length ? "" : `${shown} of ${rows.length} manifests shown, the others are filtered out`;
  };
  let pending;
  at("q").addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(apply, 120);
  });
  for (const each of [at("v"), policy]) if (each) each.addEventListener("change", apply);
  const fold = (open) => () => {
    for (const each of document.querySelectorAll(".manifests details")) each.open = open;
  };
  if (at("open")) {
    at("open").addEventListener("click", fold(true));
    at("shut").addEventListener("click", fold(false));
  }
  addEventListener("pageshow", apply);
})();
