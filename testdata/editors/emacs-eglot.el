;; Perl Heap for Emacs with Eglot: put this into init.el, perlheap into $PATH.
;; Eglot takes one server for a buffer, this one instead of another, and shows
;; no lenses: M-x perlheap-why on the line of a problem, or a code action, opens
;; what holds all that was made there; C-h . (or M-x eldoc) tells the rest. Emacs 29 and later have
;; the numbers at the ends of lines (M-x eglot-inlay-hints-mode turns them off and
;; on), and C-M-. with #Class finds what is alive of a class.
;; M-x perlheap-take-dump takes a dump of a perl process that is running, M-x
;; perlheap-compare compares the shown dump with another one, M-x
;; perlheap-populations opens what is alive by class, line and type, and M-x
;; perlheap-verify what became of the suspects of the run before.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((perl-mode cperl-mode perlheap-mode)
                 "perlheap" "lsp" :initializationOptions
                 (:dumps ["**/*.pmat" "**/*.pmat.gz"])))) ; relative to the project
(add-hook 'perl-mode-hook #'eglot-ensure)
(add-hook 'cperl-mode-hook #'eglot-ensure)

;; Newer versions of Eglot show what the server opens: texts in which C-h . tells
;; of the address at point, RET goes to the line that it comes from, or else to
;; what is there, and M-? lists what refers to it.
(defvar perlheap-server nil "The server that was asked last.")
(define-derived-mode perlheap-mode special-mode "Perl Heap"
  (setq truncate-lines t)
  (setq-local perlheap-server perlheap-server ; in no project, it belongs to that server
              project-find-functions '((lambda (_) (when perlheap-server (eglot--project perlheap-server))))))
(define-key perlheap-mode-map (kbd "RET") #'xref-find-definitions-other-window)
(add-to-list 'auto-mode-alist '("\\.perlheap\\'" . perlheap-mode))
(add-to-list 'revert-without-query "\\.perlheap\\'") ; the server writes them anew

(defun perlheap-request (method params)
  "Ask the server of this buffer, after telling it of the last edits."
  (let ((server (or (eglot-current-server) (user-error "No server here"))))
    (setq perlheap-server server)
    (eglot--signal-textDocument/didChange)
    (jsonrpc-request server method params)))

(defun perlheap-why ()
  "Show what keeps alive all that was made on this line."
  (interactive)
  (let* ((line (line-number-at-pos nil t))
         (lens (seq-find
                (lambda (lens) (= (1- line) (plist-get (plist-get (plist-get lens :range) :start) :line)))
                (perlheap-request :textDocument/codeLens
                                  (list :textDocument (eglot--TextDocumentIdentifier)))))
         (command (or (plist-get lens :command)
                      (list :command "perlheap.why" :arguments (vector (list :file buffer-file-name :line line))))))
    (perlheap-show
     (perlheap-request :workspace/executeCommand
                       (list :command (plist-get command :command)
                             :arguments (plist-get command :arguments))))))

(defun perlheap-run (command argument)
  "Let the server of this buffer run COMMAND, which may take a while."
  (jsonrpc-request (or (eglot-current-server) (user-error "No server here"))
                   :workspace/executeCommand
                   (list :command command :arguments (vector argument)) :timeout 600))

(defun perlheap-take-dump ()
  "Take a dump of a perl process that is running, and say how it went."
  (interactive)
  (let* ((names (mapcar (lambda (p) (cons (format "%s · %s" (plist-get p :name) (plist-get p :text)) p))
                        (seq-remove (lambda (p) (plist-get p :reason))
                                    (plist-get (perlheap-run "perlheap.ps" eglot--{}) :processes))))
         (process (cdr (assoc (completing-read "Take a dump of: " names nil t) names))))
    (message "%s" (plist-get (perlheap-run "perlheap.capture" (list :pid (plist-get process :pid))) :text))))

(defun perlheap-open (kind)
  "Open the heap document of KIND."
  (find-file-other-window
   (decode-coding-string
    (url-unhex-string (string-remove-prefix "file://" (plist-get (perlheap-run "perlheap.open" (list :kind kind :show :json-false)) :uri)))
    'utf-8)))

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
  (let* ((names (mapcar (lambda (d) (cons (format "%s · %s" (file-relative-name (plist-get d :path)) (plist-get d :time)) d))
                        (seq-remove (lambda (d) (member (plist-get d :state) '("shown" "failed")))
                                    (plist-get (perlheap-run "perlheap.dumps" eglot--{}) :dumps))))
         (dump (cdr (assoc (completing-read "Compare the shown dump with: " names nil t) names))))
    ;; Whoever chose it wants it, of another process too.
    (perlheap-run "perlheap.setBaseline" (list :dump (plist-get dump :path) :force t))
    (perlheap-populations)))

(defun perlheap-show (result)
  "Show the chain of holders in RESULT, if it is one, and return RESULT."
  (when-let ((text (plist-get result :text)))
    (with-help-window "*perlheap*" (princ text)))
  result)

;; Eglot runs the command of a code action, and leaves the answer to others.
(with-eval-after-load 'eglot
  (cl-defmethod eglot-execute :around (server (action cons)) ; from 1.16 on
    (setq perlheap-server server)
    (let ((result (cl-call-next-method)))
      (if (equal (plist-get action :command) "perlheap.why") (perlheap-show result) result)))
  (cl-defmethod eglot-execute-command :around (_server (_command (eql 'perlheap.why)) _arguments)
    (perlheap-show (cl-call-next-method)))
  ;; It asks for hints of text that has changed; these come with a dump, too.
  (cl-defmethod eglot-handle-notification :after (server (_method (eql '$/progress)) &key value &allow-other-keys)
    (when (equal (plist-get value :kind) "end")
      (dolist (buffer (eglot--managed-buffers server))
        (with-current-buffer buffer
          (when (and (bound-and-true-p eglot-inlay-hints-mode) (fboundp 'eglot--update-hints-1))
            (eglot--update-hints-1 (point-min) (point-max))))))))
