export { Settings, SETTING_NAMES, type SettingName } from './settings.js';
