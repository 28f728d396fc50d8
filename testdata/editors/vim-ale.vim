" Perl Heap for Vim with ALE: put this into vimrc, perlheap into $PATH. ALE
" shows no lenses: it marks the line of a problem, and :ALEHover there shows
" what is alive and who holds it.
packadd! ale
let g:ale_linters = {'perl': ['perlcritic', 'perlheap']} " yours, and this
call ale#linter#Define('perl', {
\   'name': 'perlheap',
\   'lsp': 'stdio',
\   'executable': 'perlheap',
\   'command': '%e lsp',
\   'project_root': {buffer -> fnamemodify(findfile('cpanfile', expand('#' . buffer . ':p:h') . ';'), ':p:h')},
\   'initialization_options': {'dumps': ['**/*.pmat', '**/*.pmat.gz']},
\})
