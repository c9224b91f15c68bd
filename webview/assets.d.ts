declare module '*.svg' {
  const text: string;
  export default text;
}
declare module '*.css';
declare module '*.pfb' {
  const url: string;
  export default url;
}
