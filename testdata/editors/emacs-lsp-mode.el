;; Perl Heap for Emacs with lsp-mode: put this into init.el, perlheap into $PATH.
;; It runs beside any other Perl server. A click on a lens, or M-x lsp-avy-lens,
;; opens what holds the closures, and C-M-. with #Class finds what is alive of a
;; class. M-x perlheap-take-dump takes a dump of a perl process that is running,
;; M-x perlheap-compare compares the shown dump with another one, M-x
;; perlheap-populations opens what is alive by class, line and type, and M-x
;; perlheap-verify what became of the suspects of the run before. With
;; lsp-treemacs, M-x lsp-treemacs-call-hierarchy unfolds referrers.
(setq lsp-lens-enable t) ; off if nobody says so
(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(perlheap-mode . "perlheap"))
  (lsp-register-client
   (make-lsp-client
    :server-id 'perlheap
    :add-on? t
    :new-connection (lsp-stdio-connection '("perlheap" "lsp"))
    :activation-fn (lsp-activate-on "perl" "perlheap")
    ;; Heap documents are in no project: they belong to the server that is running.
    :library-folders-fn (lambda (_) (when (derived-mode-p 'perlheap-mode) (list default-directory)))
    :initialization-options '(:dumps ["**/*.pmat" "**/*.pmat.gz"]) ; relative to the project
    :action-handlers (ht ("perlheap.identify" #'perlheap-show-chain)
                         ("perlheap.why" #'perlheap-show-chain)))))
(add-hook 'perl-mode-hook #'lsp)
(add-hook 'cperl-mode-hook #'lsp)

(defun perlheap-show-chain (command)
  "Run COMMAND of a lens, and show the chain of holders that it answers."
  (let ((result (with-lsp-workspace (lsp-find-workspace 'perlheap (buffer-file-name))
                  (lsp-request "workspace/executeCommand" command))))
    (with-help-window "*perlheap*" (princ (lsp-get result :text)))))

(defun perlheap-run (command argument)
  "Let the server run COMMAND, which may take a while."
  (let ((lsp-response-timeout 600))
    (with-lsp-workspace (lsp-find-workspace 'perlheap (buffer-file-name))
      (lsp-request "workspace/executeCommand" (list :command command :arguments (vector argument))))))

(defun perlheap-take-dump ()
  "Take a dump of a perl process that is running, and say how it went."
  (interactive)
  (let* ((names (seq-map (lambda (p) (cons (format "%s · %s" (lsp-get p :name) (lsp-get p :text)) p))
                         (seq-remove (lambda (p) (lsp-get p :reason))
                                     (lsp-get (perlheap-run "perlheap.ps" (make-hash-table)) :processes))))
         (process (cdr (assoc (completing-read "Take a dump of: " names nil t) names))))
    (message "%s" (lsp-get (perlheap-run "perlheap.capture" (list :pid (lsp-get process :pid))) :text))))

(defun perlheap-open (kind)
  "Open the heap document of KIND."
  (find-file-other-window
   (lsp--uri-to-path (lsp-get (perlheap-run "perlheap.open" (list :kind kind :show :json-false)) :uri))))

(defun perlheap-populations ()
  "Show what is alive, by class, line and type."
  (interactive)
  (perlheap-open "histogram"))

(defun perlheap-verify ()
  "Show what became of the suspects of the run before."
  (interactive)
  (perlheap-open "verify"))

(defun perlheap-compare ()
  "Compare the shown dump with another one."
  (interactive)
  (let* ((names (seq-map (lambda (d) (cons (format "%s · %s" (file-relative-name (lsp-get d :path)) (lsp-get d :time)) d))
                         (seq-remove (lambda (d) (member (lsp-get d :state) '("shown" "failed")))
                                     (lsp-get (perlheap-run "perlheap.dumps" (make-hash-table)) :dumps))))
         (dump (cdr (assoc (completing-read "Compare the shown dump with: " names nil t) names))))
    ;; Whoever chose it wants it, of another process too.
    (perlheap-run "perlheap.setBaseline" (list :dump (lsp-get dump :path) :force t))
    (perlheap-populations)))

;; Newer versions of lsp-mode show what the server opens: texts in which the echo
;; area tells of the address at point, RET goes to the line that it comes from, or
;; else to what is there, and M-? lists what refers to it.
(define-derived-mode perlheap-mode special-mode "Perl Heap"
  (setq truncate-lines t) ; lsp-mode turns view-mode on, which has its own RET
  (push (cons 'view-mode perlheap-mode-map) minor-mode-overriding-map-alist))
(add-hook 'perlheap-mode-hook #'lsp)
(define-key perlheap-mode-map (kbd "RET") #'xref-find-definitions-other-window)
(add-to-list 'auto-mode-alist '("\\.perlheap\\'" . perlheap-mode))
(add-to-list 'revert-without-query "\\.perlheap\\'") ; the server writes them anew
