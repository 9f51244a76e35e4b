export { Badge, ToneIcon, type BadgeProps, type Tone } from './Badge.js';
export { Band } from './Band.js';
export { Button, type ButtonProps } from './Button.js';
export { Callout, type CalloutProps } from './Callout.js';
export { Checkbox, CheckboxGroup } from './Checkbox.js';
export { CheckList, type Check } from './CheckList.js';
export { classesOf } from './classes.js';
export { ConfirmByName, isConfirmed } from './ConfirmByName.js';
export { ContextMenu, type OpenMenu } from './ContextMenu.js';
export { copyText } from './copy-text.js';
export { CopyButton } from './CopyButton.js';
export { DateField } from './DateField.js';
export { Dialog, type DialogProps } from './Dialog.js';
export { Duration } from './Duration.js';
export { EmptyState } from './EmptyState.js';
export { Failure, type AnswerFailure } from './Failure.js';
export { FileButton } from './FileButton.js';
export { FolderButton } from './FolderButton.js';
export { Fingerprint } from './Fingerprint.js';
export { forgetAnnouncements } from './forget-announcements.js';
export * from './format.js';
export { FormDialog } from './FormDialog.js';
export {
  FormCheckboxGroup,
  FormDateField,
  FormNumberField,
  FormRadioGroup,
  FormSelect,
  FormTextArea,
  FormTextField,
} from './FormFields.js';
export { FormHint } from './FormHint.js';
export { IconButton } from './IconButton.js';
export * from './icons/index.js';
export { KeyValueList, type KeyValue } from './KeyValueList.js';
export { MenuButton } from './MenuButton.js';
export { isMenuGroup, menuActions, type MenuAction, type MenuEntry, type MenuGroup } from './menu-entry.js';
export { NumberField } from './NumberField.js';
export { ProgressBar } from './ProgressBar.js';
export { RadioGroup } from './RadioGroup.js';
export { recallWidths, rememberWidths } from './remembered.js';
export { SearchField } from './SearchField.js';
export { Section } from './Section.js';
export { Select, type Option } from './Select.js';
export { Spinner } from './Spinner.js';
export { SplitPane } from './SplitPane.js';
export { JOB_STATES_SHOWN, KEY_STATES, LOG_LEVELS_SHOWN, type StateWords } from './state-badges.js';
export { StateBadge } from './StateBadge.js';
export { Switch } from './Switch.js';
export { Table, type TableProps } from './Table.js';
export { rowsAsText, sortRows, type TableColumn, type TableSort } from './table-columns.js';
export { Tabs, type TabPage } from './Tabs.js';
export { TextArea } from './TextArea.js';
export { TextField } from './TextField.js';
export { Time } from './Time.js';
export { dropToast, toast } from './toasts.js';
export { Toolbar } from './Toolbar.js';
export { Tree, type TreeNode } from './Tree.js';
export { useSchemaForm } from './use-schema-form.js';
export { View } from './View.js';
