;;; emacs-eglot.el --- Eglot on the article's leak  -*- lexical-binding: t -*-

(load (expand-file-name "emacs.el" (file-name-directory load-file-name)))

(defun driver-diagnostics ()
  (when-let ((all (flymake-diagnostics)))
    (driver-note 'diagnostics
                 (vconcat (mapcar (lambda (d)
                                    `((row . ,(driver-row (flymake-diagnostic-beg d)))
                                      (message . ,(flymake-diagnostic-text d))
                                      (kind . ,(format "%s" (flymake-diagnostic-type d)))))
                                  all)))
    t))

(defvar driver-hover 'none)

(defun driver-hover-here (take)
  "Ask for the hover at point, and give its text to TAKE."
  (eglot-hover-eldoc-function (lambda (text &rest _) (when text (funcall take (substring-no-properties text))))))

(defun driver-ask-hover ()
  (driver-to "error => sub {")
  (driver-hover-here (lambda (text) (setq driver-hover text)))
  t)

(defun driver-take-hover ()
  (when (stringp driver-hover)
    (driver-note 'hover driver-hover)
    t))

(defun driver-why-here ()
  (driver-to "error => sub {")
  (call-interactively #'perlheap-why)
  (driver-note 'chain (vconcat (driver-document)))
  t)

(defun driver-why () (driver-act #'eglot-code-actions))

(defun driver-hints ()
  (or (not (boundp 'eglot-inlay-hints-mode))
      (when-let ((hints (driver-overlays-with 'eglot--inlay-hint)))
        (driver-note 'hints (vconcat hints))
        t)))

(defun driver-edit ()
  (goto-char (point-min))
  (insert "# one\n# two\n# three\n")
  (driver-to "error => sub {")
  (driver-note 'editedRow (driver-row))
  t)

(defun driver-why-after-edit ()
  (driver-to "error => sub {")
  (call-interactively #'perlheap-why)
  (driver-note 'editedChain (vconcat (driver-document)))
  t)

(defun driver-suspect ()
  "Note the problem that names its cure."
  (when-let ((d (seq-find (lambda (d) (string-match-p "Cure: " (flymake-diagnostic-text d))) (flymake-diagnostics))))
    (driver-note 'suspect `((row . ,(driver-row (flymake-diagnostic-beg d))) (message . ,(flymake-diagnostic-text d))))
    t))

(defun driver-take-cure () (driver-cure #'eglot-code-actions))
(defun driver-await-run () (driver-new-run #'plist-get))

(find-file (getenv "PERLHEAP_FILE"))
(if (equal (getenv "PERLHEAP_WAY") "proof")
    (driver-run #'driver-suspect #'driver-take-cure #'driver-await-run #'driver-verify)
  (driver-run #'driver-diagnostics #'driver-ask-hover #'driver-take-hover #'driver-why-here
                #'driver-ask-document #'driver-take-document #'driver-follow #'driver-hints #'driver-why #'driver-symbols #'driver-edit #'driver-why-after-edit #'driver-take-dump #'driver-compare #'driver-verify-one-run))
