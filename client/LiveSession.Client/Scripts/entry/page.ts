import { enhanceSettings } from "../settings";

enhanceSettings();
