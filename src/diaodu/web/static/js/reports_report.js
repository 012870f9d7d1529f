// The form of a report: a value and “not reported” exclude each other. Without this file the value counts.

document.getElementById("sheet-form")?.addEventListener("input", ({ target }) => {
  const typing = target.closest(".reports-typing");
  if (!typing) return;
  const value = typing.querySelector("[name^='value-']");
  const silent = typing.querySelector("[name^='silent-']");
  if (target === silent && silent.checked) value.value = "";
  if (target === value && value.value.trim()) silent.checked = false;
});
