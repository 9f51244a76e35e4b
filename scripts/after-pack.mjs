// electron-builder calls this when a package's folder is ready and not yet signed: every fuse of Electron is set.
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';

/** Every fuse there is, set on purpose; a new one in a later Electron stops the build until somebody decides. */
export const FUSES = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // ELECTRON_RUN_AS_NODE would make our signed program run anybody's script.
  [FuseV1Options.RunAsNode]: false,
  // The page keeps no cookie; should one ever come to be, it does not lie open.
  [FuseV1Options.EnableCookieEncryption]: true,
  // NODE_OPTIONS would load foreign code into the process that holds the keys.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  // --inspect would open a debugger on it.
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // A changed app.asar is not started (macOS and Windows; Linux has the signature of the package only).
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // And no folder "app" beside it is started in its place.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // We make no snapshot of our own for the main process.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Our page comes by app://; file:// gets no privileges it does not need.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // SQLite runs as WebAssembly: bounds are kept by the processor's traps, which is faster and as safe.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** The program in a package's folder whose fuses count. */
export function programIn({ appOutDir, electronPlatformName, packager }) {
  switch (electronPlatformName) {
    case 'darwin':
    case 'mas':
      return join(appOutDir, `${packager.appInfo.productFilename}.app`);
    case 'win32':
      return join(appOutDir, `${packager.appInfo.productFilename}.exe`);
    default:
      return join(appOutDir, packager.executableName);
  }
}

export default async function afterPack(context) {
  await flipFuses(programIn(context), {
    ...FUSES,
    // On Apple silicon the change breaks the ad-hoc signature that Electron comes with; a build without a certificate of
    // its own would not start.
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
  });
}
