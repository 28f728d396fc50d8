;;; emacs-lsp-mode.el --- lsp-mode on the article's leak  -*- lexical-binding: t -*-

(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))
(require 'lsp-mode)

;; The answers to what lsp-mode asks once: which project, and which other
;; servers of its own to get.
(setq lsp-enabled-clients '(perlheap)
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

(defun driver-drawn (overlay)
  (or (overlay-get overlay 'before-string) (overlay-get overlay 'after-string)))

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

(defun driver-hover ()
  (driver-to "error => sub {")
  (lsp-describe-thing-at-point)
  (driver-note 'hover (mapconcat #'identity (driver-lines "*lsp-help*") "\n"))
  t)

(defun driver-click ()
  "Do what a click on the lens does."
  (let ((text (driver-drawn (car (driver-overlays)))))
    (call-interactively (get-text-property (text-property-not-all 0 (length text) 'action nil text) 'action text)))
  (driver-note 'chain (vconcat (driver-lines "*perlheap*")))
  t)

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

(find-file (getenv "PERLHEAP_FILE"))
(driver-run #'driver-diagnostics #'driver-lenses #'driver-hover #'driver-click
            #'driver-edit #'driver-edited-lenses)
