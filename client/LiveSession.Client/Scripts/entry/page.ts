import { enhanceSettings } from "../settings";
import { keepTime } from "../times";

enhanceSettings();
keepTime(document);
setInterval(() => keepTime(document), 30_000);
