;; Perl Heap for Emacs with lsp-mode: put this into init.el, perlheap into $PATH.
;; It runs beside any other Perl server. A click on a lens, or M-x lsp-avy-lens,
;; opens what holds the closures, and C-M-. with #Class finds what is alive of a
;; class. With lsp-treemacs, M-x lsp-treemacs-call-hierarchy unfolds referrers.
(setq lsp-lens-enable t) ; off if nobody says so
(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client
    :server-id 'perlheap
    :add-on? t
    :new-connection (lsp-stdio-connection '("perlheap" "lsp"))
    :activation-fn (lsp-activate-on "perl")
    :initialization-options '(:dumps ["*.pmat" "*.pmat.gz"]) ; relative to the project
    :action-handlers (ht ("perlheap.identify" #'perlheap-show-chain)
                         ("perlheap.why" #'perlheap-show-chain)))))
(add-hook 'perl-mode-hook #'lsp)
(add-hook 'cperl-mode-hook #'lsp)

(defun perlheap-show-chain (command)
  "Run COMMAND of a lens, and show the chain of holders that it answers."
  (let ((result (with-lsp-workspace (lsp-find-workspace 'perlheap (buffer-file-name))
                  (lsp-request "workspace/executeCommand" command))))
    (with-help-window "*perlheap*" (princ (lsp-get result :text)))))
