// Run sheets: each day can be printed alone.

import { print } from "./view.js";

for (const sheet of document.querySelectorAll(".lotse-runsheet")) {
  const button = sheet.querySelector(".lotse-runsheet__print");
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const one of document.querySelectorAll(".lotse-runsheet--only")) one.classList.remove("lotse-runsheet--only");
    sheet.classList.add("lotse-runsheet--only");
    print("day");
  });
}
