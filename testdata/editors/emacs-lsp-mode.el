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

;; Newer versions of lsp-mode show what the server opens: texts in which RET goes
;; to the line that an address comes from, or else to what is there.
(define-derived-mode perlheap-mode special-mode "Perl Heap"
  (setq truncate-lines t))
(define-key perlheap-mode-map (kbd "RET") #'perlheap-follow)
(add-to-list 'auto-mode-alist '("\\.perlheap\\'" . perlheap-mode))
(add-to-list 'revert-without-query "\\.perlheap\\'") ; the server writes them anew

(defun perlheap-follow ()
  "Go to what the address or the place at point leads to."
  (interactive)
  (let* ((position (list :line (1- (line-number-at-pos nil t)) :character (current-column)))
         (here (list :textDocument (list :uri (lsp--buffer-uri)) :position position))
         (servers (seq-filter (lambda (each) (eq 'perlheap (lsp--client-server-id (lsp--workspace-client each))))
                              (lsp--session-workspaces (lsp-session))))
         (there (or (seq-some (lambda (each) (with-lsp-workspace each (lsp-request "textDocument/definition" here))) servers)
                    (user-error "Nothing to follow here"))))
    (find-file-other-window (lsp--uri-to-path (lsp-get there :uri)))
    (goto-char (point-min))
    (forward-line (lsp-get (lsp-get (lsp-get there :range) :start) :line))))
