// Delivers a script with lcyt as its own users do: one caption after another, each sent again until it is answered, at the pace of speech or as fast as it goes.
import { readFileSync } from "node:fs";
import { YoutubeLiveCaptionSender } from "lcyt";

const [, , baseUrl, streamKey, script, millisecondsAWord] = process.argv;
const sender = new YoutubeLiveCaptionSender({ streamKey, baseUrl, useRegion: true });
sender.start();
let retries = 0;
const until = async step => {
  for (;;) {
    try {
      const answer = await step();
      if (answer.statusCode === 200) {
        return;
      }
    } catch {
      // The answer was lost.
    }
    retries++;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
};
await until(() => sender.heartbeat());
const began = performance.now();
let words = 0;
for (const word of readFileSync(script, "utf8").split("\n")) {
  await until(() => sender.send(word));
  const due = began + ++words * Number(millisecondsAWord);
  await new Promise(resolve => setTimeout(resolve, due - performance.now()));
}
console.log(retries);
process.exit(0);
