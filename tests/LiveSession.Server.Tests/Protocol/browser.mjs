// Keeps the cookie of an answer and sends it along, as a browser does: outside one, nobody does it for a script.
import { HubConnectionBuilder } from "@microsoft/signalr";

let headers = {};
const bare = globalThis.fetch;
globalThis.fetch = async (...call) => {
  const answer = await bare(...call);
  const cookies = answer.headers.getSetCookie().map(cookie => cookie.split(";")[0]);
  headers = cookies.length > 0 ? { Cookie: cookies.join("; ") } : headers;
  return answer;
};
const { withUrl } = HubConnectionBuilder.prototype;
HubConnectionBuilder.prototype.withUrl = function (address) {
  return withUrl.call(this, address, { headers });
};
