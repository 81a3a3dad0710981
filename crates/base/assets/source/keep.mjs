// Classes of Tabler that pages may use although no template of the ground
// floor names them yet. Everything else of Tabler is left out of app.css.
const side = '(t|b|s|e|x|y)?';
const wide = '(-(sm|md|lg))?';
export const keep = [
  // layout
  /^container-(xl|tight|narrow)$/, /^row(-cards|-deck)?$/, new RegExp(`^col${wide}(-auto|-[1-9]|-1[0-2])?$`), /^g[xy]?-[0-5]$/,
  new RegExp(`^d${wide}-(none|block|inline|inline-block|flex|inline-flex|grid)$`), /^d-print-/,
  /^flex-(fill|row|column|wrap|nowrap|grow-[01]|shrink-[01])$/, /^(justify-content|align-items|align-self)-(start|end|center|between|baseline|stretch)$/,
  /^gap-[0-5]$/, new RegExp(`^m${side}-([0-5]|auto)$`), new RegExp(`^p${side}-[0-5]$`), /^(w|h)-(50|100|auto)$/,
  // words
  /^text-(start|end|center|nowrap|break|truncate|wrap|decoration-none|uppercase|body|secondary|muted)$/, /^fw-/, /^fs-[1-6]$/, /^(lead|small|strong|h[1-6]|font-monospace)$/,
  /^list-(unstyled|inline|inline-item)$/, 'list-group', /^list-group-(item|flush|item-action|header)$/,
  // parts
  /^btn(-primary|-danger|-sm|-lg|-icon|-list|-group|-link)?$/, /^card(-header|-body|-title|-subtitle|-footer|-actions|-table|-sm|-link)?$/,
  'table', /^table-(responsive|vcenter|sm|nowrap|striped|hover)$/, /^form-(label|control|select|hint|fieldset)$/,
  /^input-(group|group-text|group-flat|icon|icon-addon)$/, /^breadcrumb(-item|-arrows)?$/, /^nav(-tabs|-pills|-item|-link)?$/, 'tab-pane',
  /^progress(-bar)?$/, /^datagrid/, /^badge$/, /^avatar(-sm|-lg|-xl|-list)?$/, 'hr-text', /^spinner-border(-sm)?$/, 'active', 'disabled',
  /^(visually-hidden|visually-hidden-focusable|stretched-link|sticky-top|overflow-auto|overflow-hidden|position-relative)$/, /^border(-0|-top|-bottom|-start|-end)?$/, /^rounded(-0|-circle|-pill)?$/, 'kbd', 'blockquote', 'mark',
];

// Parts of Tabler whose names we use for our own: its rules would fight ours.
export const drop = [/^(steps?|step-item|timeline|empty|chat|status|page|pages|tabs|tab|menu|more|top|side|brand|main|search|count|list|copy|number|rule|person|field|message|msg|sheet|columns|section|link|prose|stack|callout|duty|moment|pill|flash|foot|choice|segments?|numbers?|facts|entries|confirm|ask|cluster|soft|wide|why|fold|was|avatar-lg)(-|$)/];
