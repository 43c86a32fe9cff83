/** Style sheets that the bundler puts into dist/panel.css. */
declare module '*.css';
