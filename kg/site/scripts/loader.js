/** Starts the script of the single file, which is packed to make the file smaller. */

import { packed, unpacked } from "./packed.js";

const start = async () => {
  if (packed.script === undefined) return;
  const text = await unpacked(packed.script);
  const script = document.createElement("script");
  script.src = URL.createObjectURL(new Blob([text.buffer], { type: "text/javascript" }));
  script.addEventListener("load", () => URL.revokeObjectURL(script.src));
  document.head.append(script);
};

void start();
