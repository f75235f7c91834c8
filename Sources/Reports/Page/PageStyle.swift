/// The rules of a report's page, light and dark, on screens of every width and on paper.
enum PageStyle {
  static let rules = """
    :root { color-scheme: light dark; --page: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --tint: #f6f8fa; --link: #0550ae; }
    @media (prefers-color-scheme: dark) {
    :root { --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --tint: #151b23; --link: #79b8ff; }
    }
    html { background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
    body { margin: 0; }
    main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; overflow-wrap: anywhere; }
    h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
    p, li { max-width: 46rem; overflow-wrap: anywhere; }
    a { color: var(--link); }
    nav ol { columns: 16rem; padding-left: 1.5rem; margin: 0.5rem 0; }
    figure { margin: 1rem 0; }
    figure svg { width: 100%; height: auto; display: block; }
    figure.square svg { max-width: 35rem; }
    figcaption, caption, footer { color: var(--quiet); font-size: 0.9rem; text-align: left; }
    .table { overflow-x: auto; margin: 1rem 0; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
    th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
    tbody th { font-weight: 600; }
    td.number, thead th + th { text-align: right; }
    tbody tr:nth-child(even) { background: var(--tint); }
    dt { font-weight: 600; margin-top: 0.75rem; }
    dd { margin: 0.25rem 0 0 1rem; max-width: 46rem; overflow-wrap: anywhere; }
    dd.blank { color: var(--quiet); border-bottom: 1px dotted var(--quiet); padding-bottom: 3rem; }
    pre { background: var(--tint); padding: 0.75rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
    details > summary { cursor: pointer; margin: 1rem 0; }
    details > .table > table > caption { display: none; }
    @media (max-width: 40rem) {
    figure { overflow-x: auto; }
    figure svg { min-width: 30rem; }
    }
    @media print {
    @page { size: A4; margin: 15mm; }
    :root { --page: #ffffff; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --tint: #f6f8fa; --link: #0550ae; }
    html { font-size: 11px; }
    main { max-width: none; padding: 0; }
    nav { display: none; }
    section + section { break-before: page; }
    figure, tr { break-inside: avoid; }
    }

    """
}
