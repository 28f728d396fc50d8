;; Perl Heap for Emacs with Eglot: put this into init.el, perlheap into $PATH.
;; Eglot takes one server for a buffer, this one instead of another, and shows
;; no lenses: M-x perlheap-identify on the line of a problem opens what holds
;; one of its closures, M-x perlheap-why what holds all that was made there;
;; C-h . (or M-x eldoc) tells the rest.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((perl-mode cperl-mode)
                 "perlheap" "lsp" :initializationOptions
                 (:dumps ["*.pmat" "*.pmat.gz"])))) ; relative to the project
(add-hook 'perl-mode-hook #'eglot-ensure)
(add-hook 'cperl-mode-hook #'eglot-ensure)

(defun perlheap-identify ()
  "Show what holds a typical closure of the sub on this line."
  (interactive)
  (let* ((server (or (eglot-current-server) (user-error "No server here")))
         (line (1- (line-number-at-pos nil t)))
         (lens (seq-find
                (lambda (lens) (= line (plist-get (plist-get (plist-get lens :range) :start) :line)))
                (jsonrpc-request server :textDocument/codeLens
                                 (list :textDocument (eglot--TextDocumentIdentifier))
                                 :deferred :textDocument/codeLens)))
         (command (or (plist-get lens :command) (user-error "No closures of this line are alive")))
         (result (jsonrpc-request server :workspace/executeCommand
                                  (list :command (plist-get command :command)
                                        :arguments (plist-get command :arguments)))))
    (with-help-window "*perlheap*" (princ (plist-get result :text)))))

(defun perlheap-why ()
  "Show what keeps alive all that was made on this line."
  (interactive)
  (let* ((server (or (eglot-current-server) (user-error "No server here")))
         (where (list :file buffer-file-name :line (line-number-at-pos nil t)))
         (result (jsonrpc-request server :workspace/executeCommand
                                  (list :command "perlheap.why" :arguments (vector where)))))
    (with-help-window "*perlheap*" (princ (plist-get result :text)))))
