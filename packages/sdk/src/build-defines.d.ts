/** Version of the release, put in by the bundler; undefined where the package is imported from npm. */
declare const __SOTTO_VERSION__: string | undefined;
