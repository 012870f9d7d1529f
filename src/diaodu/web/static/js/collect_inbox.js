// Taking in: a file may be dropped, and its way to the server shows. Without this file, the form simply posts.

const form = document.getElementById("take-in");
const drop = form.querySelector(".collect-file");
const picked = form.querySelector("input[type=file]");
const sending = document.getElementById("sending");
const words = sending.querySelector(".collect-sent");
const bar = sending.querySelector("progress");

for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("collect-over");
  });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("collect-over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  picked.files = event.dataTransfer.files;
  picked.dispatchEvent(new Event("change"));
});

picked.addEventListener("change", () => {
  const most = Number(form.dataset.mostBytes);
  const tooLarge = picked.files[0]?.size > most;
  picked.setCustomValidity(tooLarge ? form.dataset.tooLarge.replace("{most}", Math.floor(most / 1048576)) : "");
  picked.reportValidity();
});

const megabytes = (bytes) => (bytes / 1048576).toFixed(1);

form.addEventListener("submit", (event) => {
  if (!picked.files.length) return;
  event.preventDefault();
  const request = new XMLHttpRequest();
  const button = form.querySelector(".collect-send > .dd-button");
  const finish = (said) => {
    button.disabled = false;
    bar.hidden = sending.querySelector("[data-stop]").hidden = true;
    words.textContent = said;
    sending.hidden = !said;
  };
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = (100 * loaded) / total;
    words.textContent = loaded < total ? `${megabytes(loaded)} / ${megabytes(total)} MB` : form.dataset.sent;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const answer = page.getElementById("take-in");
    finish("");
    if (!answer) return finish(page.querySelector("main")?.innerText ?? form.dataset.lost);
    for (const old of form.querySelectorAll(".dd-field-error, .dd-notice-error")) old.remove();
    for (const error of answer.querySelectorAll(".dd-field-error")) {
      document.getElementById(error.id.replace(/_error$/, ""))?.closest(".dd-field").append(error);
    }
    for (const error of answer.querySelectorAll(".dd-notice-error")) form.prepend(error);
  });
  request.addEventListener("error", () => finish(form.dataset.lost));
  request.addEventListener("abort", () => finish(""));
  sending.querySelector("[data-stop]").onclick = () => request.abort();
  button.disabled = true;
  bar.hidden = sending.querySelector("[data-stop]").hidden = sending.hidden = false;
  request.open("POST", form.action);
  request.send(new FormData(form));
});
