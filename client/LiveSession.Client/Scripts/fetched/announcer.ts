export { Announcer } from "../announcer";
