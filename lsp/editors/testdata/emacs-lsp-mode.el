;;; emacs-lsp-mode.el --- lsp-mode on the article's leak  -*- lexical-binding: t -*-

(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))
(require 'lsp-mode)

;; The answers to what lsp-mode asks once: which project, and which other
;; servers of its own to get.
(setq lsp-enabled-clients '(perlheap)
      lsp-inlay-hint-enable t
      lsp-session-file (expand-file-name "session" (getenv "XDG_STATE_HOME")))
(lsp-workspace-folders-add (getenv "PERLHEAP_PROJECT"))

(defun driver-diagnostics ()
  (when-let ((all (gethash (buffer-file-name) (lsp-diagnostics))))
    (driver-note 'diagnostics
                 (vconcat (mapcar (lambda (d)
                                    `((row . ,(lsp-get (lsp-get (lsp-get d :range) :start) :line))
                                      (code . ,(lsp-get d :code))
                                      (source . ,(lsp-get d :source))
                                      (severity . ,(lsp-get d :severity))
                                      (message . ,(lsp-get d :message))))
                                  all)))
    t))

(defun driver-overlays ()
  "The lenses of subs: variables have theirs too."
  (seq-filter (lambda (overlay) (string-match-p "closures alive" (driver-drawn overlay)))
              (bound-and-true-p lsp-lens--overlays)))

(defun driver-shown-lenses ()
  (mapcar (lambda (overlay)
            ;; Drawn at its end, an overlay begins with the buffer.
            `((row . ,(driver-row (if (overlay-get overlay 'before-string) (overlay-start overlay) (overlay-end overlay))))
              (title . ,(string-trim (substring-no-properties (driver-drawn overlay))))))
          (driver-overlays)))

(defun driver-lenses ()
  (when-let ((lenses (driver-shown-lenses)))
    (driver-note 'lenses (vconcat lenses))
    t))

(defun driver-hover-here (take)
  "Give the hover at point to TAKE."
  (lsp-describe-thing-at-point)
  (funcall take (mapconcat #'identity (driver-lines "*lsp-help*") "\n")))

(defun driver-hover ()
  (driver-to "error => sub {")
  (driver-hover-here (lambda (text) (driver-note 'hover text)))
  t)

(defun driver-click ()
  "Do what a click on the lens does."
  (let ((text (driver-drawn (car (driver-overlays)))))
    (call-interactively (get-text-property (text-property-not-all 0 (length text) 'action nil text) 'action text)))
  (driver-note 'chain (vconcat (driver-document)))
  t)

(defun driver-why () (driver-act #'lsp-execute-code-action))

(defun driver-calls ()
  (or (not (require 'lsp-treemacs nil t))
      (progn
        (driver-to "error => sub {")
        (lsp-treemacs-call-hierarchy nil)
        t)))

(defvar driver-unfolded nil "Labels of the callers that were unfolded.")

(defun driver-unfold ()
  "Unfold caller after caller of the closures until the symbol is shown that
they hang from."
  (or (not (get-buffer "*Call Hierarchy*"))
      (with-current-buffer "*Call Hierarchy*"
        (goto-char (point-min))
        (cond ((re-search-forward "^ *[▸▾]? *the symbol '&Helpers::redis'" nil t)
               (driver-note 'calls (vconcat (mapcar #'string-trim (driver-lines "*Call Hierarchy*"))))
               t)
              ((re-search-forward "▸ *\\(.*closures alive\\|element \\|value \\|the lexical\\).*" nil t)
               (unless (member (match-string 0) driver-unfolded)
                 (push (match-string 0) driver-unfolded)
                 (beginning-of-line)
                 (set-window-point (get-buffer-window) (point))
                 (with-selected-window (get-buffer-window) (treemacs-TAB-action)))
               nil)))))

(defun driver-hint ()
  (when (fboundp 'lsp-inlay-hints-mode)
    (lsp--set-configuration '(:perlheap (:inlayHints (:enable t)))))
  t)

(defun driver-hints ()
  (or (not (fboundp 'lsp-inlay-hints-mode))
      (when-let ((hints (driver-overlays-with 'lsp-inlay-hint)))
        (driver-note 'hints (vconcat hints))
        t)))

(defun driver-edit ()
  (goto-char (point-min))
  (insert "# one\n# two\n# three\n")
  (driver-to "error => sub {")
  (driver-note 'editedRow (driver-row))
  t)

(defun driver-edited-lenses ()
  (when-let ((lenses (driver-shown-lenses)))
    (when (equal (alist-get 'row (car lenses)) (alist-get 'editedRow driver-facts))
      (driver-note 'editedLenses (vconcat lenses))
      t)))

(defun driver-suspect ()
  "Note the problem that names its cure."
  (when-let ((d (seq-find (lambda (d) (string-match-p "Cure: " (lsp-get d :message)))
                          (gethash (buffer-file-name) (lsp-diagnostics)))))
    (driver-note 'suspect `((row . ,(lsp-get (lsp-get (lsp-get d :range) :start) :line)) (message . ,(lsp-get d :message))))
    t))

(defun driver-take-cure () (driver-cure #'lsp-execute-code-action))
(defun driver-await-run () (driver-new-run #'lsp-get))

(find-file (getenv "PERLHEAP_FILE"))
(if (equal (getenv "PERLHEAP_WAY") "proof")
    (driver-run #'driver-suspect #'driver-take-cure #'driver-await-run #'driver-verify)
  (driver-run #'driver-diagnostics #'driver-lenses #'driver-hover #'driver-click
                #'driver-ask-document #'driver-take-document #'driver-follow #'driver-why #'driver-symbols #'driver-hint #'driver-hints
                #'driver-edit #'driver-edited-lenses #'driver-calls #'driver-unfold #'driver-take-dump #'driver-compare #'driver-verify-one-run))
