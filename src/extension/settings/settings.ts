import { type ConfigurationChangeEvent, workspace } from 'vscode';
import { type SettingKey, type SettingValues, settingTable } from './setting-table.ts';

/** The value of now; the table's default where VS Code has none. */
export function setting<Key extends SettingKey>(key: Key): SettingValues[Key] {
  return workspace.getConfiguration().get<SettingValues[Key]>(key, settingTable[key].default);
}

/** Whether the engine has to be started again for the change to count. */
export function concernsEngine(event: ConfigurationChangeEvent): boolean {
  return Object.entries(settingTable).some(
    ([key, { restartsEngine }]) => restartsEngine && event.affectsConfiguration(key),
  );
}
