;;; emacs.el --- Does what a person does, and writes down what is to be seen  -*- lexical-binding: t -*-

;; Emacs runs its timers and idle timers, and sends what it has to send, between
;; the steps: a step waits by being asked again. While a step waits for an answer
;; itself, timers run too: none of them may begin the step a second time.

(require 'seq)
(require 'json)
(require 'cl-lib)
(require 'xref)

(defvar driver-facts nil "Alist of what is seen.")
(defvar driver-steps nil "Functions that answer nil until they are done.")
(defvar driver-within-step nil)
(defvar driver-deadline (+ (float-time) 240))
(defvar driver-buffer nil "The buffer of the leaking file.")

(defun driver-note (name value) (push (cons name value) driver-facts))

(defun driver-end ()
  (driver-note 'messages (with-current-buffer "*Messages*" (buffer-string)))
  (with-temp-file (getenv "PERLHEAP_FACTS")
    (set-buffer-file-coding-system 'utf-8)
    (insert (json-encode driver-facts)))
  (let ((kill-emacs-query-functions nil) (confirm-kill-processes nil))
    (set-buffer-modified-p nil)
    (kill-emacs)))

;; Eglot and Flymake do some things after the next command of a person only:
;; the key of one that does nothing is pressed now and then. In between, Emacs
;; is idle.
(global-set-key [f20] #'ignore)
(defun driver-press-key () (push 'f20 unread-command-events))

(defun driver-tick ()
  (unless driver-within-step
    (let ((driver-within-step t)) (driver-step))))

(defun driver-step ()
  (condition-case problem
      (progn
        (when (> (float-time) driver-deadline)
          (error "In vain: %s" (car driver-steps)))
        (when (with-current-buffer driver-buffer (funcall (car driver-steps)))
          (pop driver-steps))
        (unless driver-steps (driver-end)))
    (error (driver-note 'problem (format "%s: %s" (car driver-steps) (error-message-string problem)))
           (driver-end))))

(defun driver-run (&rest steps)
  (setq driver-steps steps driver-buffer (current-buffer))
  (run-with-timer 1 1 #'driver-press-key)
  (run-with-timer 0.1 0.1 #'driver-tick))

(defun driver-row (&optional position) (1- (line-number-at-pos position t)))

(defun driver-to (text)
  "Put point on the sub of TEXT, in a window."
  (goto-char (point-min))
  (search-forward text)
  (search-backward "sub {")
  (set-window-point (get-buffer-window) (point)))

(defun driver-overlays-with (property)
  "Rows and texts of the overlays that have PROPERTY, in order."
  (mapcar (lambda (overlay)
            `((row . ,(driver-row (overlay-end overlay)))
              (title . ,(string-trim (substring-no-properties (driver-drawn overlay))))))
          (sort (seq-filter (lambda (overlay) (overlay-get overlay property)) (overlays-in (point-min) (point-max)))
                (lambda (one other) (< (overlay-end one) (overlay-end other))))))

(defun driver-drawn (overlay)
  (or (overlay-get overlay 'before-string) (overlay-get overlay 'after-string)))

(defun driver-symbols ()
  "List what of Helpers is alive, as M-x xref-find-apropos does."
  (xref-find-apropos "#Helpers")
  (driver-note 'symbols (vconcat (driver-lines "*xref*")))
  (quit-window nil (get-buffer-window "*xref*"))
  t)

(defun driver-act (command)
  "Run COMMAND, which offers code actions, and take the one that tells why."
  (with-current-buffer (get-buffer-create "*perlheap*")
    (let ((inhibit-read-only t)) (erase-buffer)))
  (driver-to "error => sub {")
  (cl-letf ((last-nonmenu-event t) ; not from a mouse
            ((symbol-function 'completing-read)
             (lambda (_ actions &rest _)
               (seq-find (lambda (title) (string-prefix-p "Why is this alive?" title)) (all-completions "" actions)))))
    (call-interactively command))
  (driver-note 'why (vconcat (driver-document)))
  t)

(defun driver-document ()
  "Lines of what was opened last: a heap document, or the answer that a snippet
shows."
  (driver-lines (or (seq-find (lambda (buffer) (string-suffix-p ".perlheap" (or (buffer-file-name buffer) "")))
                              (buffer-list))
                    "*perlheap*")))

(defvar driver-document nil "The heap document that was opened first.")

(defmacro driver-in-document (&rest body)
  "Do BODY in a window of the heap document, on the address of the array.
Without one, which is when the client cannot open it, that is done."
  `(if (or driver-document
           (setq driver-document (seq-find (lambda (buffer) (string-suffix-p ".perlheap" (or (buffer-file-name buffer) "")))
                                           (buffer-list))))
       (with-selected-window (display-buffer driver-document)
         (goto-char (point-min))
         (re-search-forward "ARRAY(20000) at 0x")
         ,@body)
     t))

(defun driver-ask-document ()
  "Ask for the hover of an address, and what refers to it."
  (driver-in-document
   (driver-hover-here (lambda (text) (driver-note 'addressHover text)))
   (let ((xref-prompt-for-identifier nil))
     (call-interactively #'xref-find-references))
   t))

(defun driver-take-document ()
  (driver-in-document
   (when (assq 'addressHover driver-facts)
     (driver-note 'references (vconcat (driver-lines "*xref*")))
     (quit-window nil (get-buffer-window "*xref*"))
     t)))

(defun driver-follow ()
  (driver-in-document
   (let ((this-command (key-binding (kbd "RET")))) ; some ask what to look for when called otherwise
     (call-interactively this-command))
   (driver-note 'further (vconcat (driver-lines (window-buffer (selected-window)))))
   t))

(defun driver-lines (buffer)
  (with-current-buffer buffer (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n" t)))

(defun driver-take-dump ()
  "Take a dump of the perl that runs for the test."
  (let ((pid (concat "pid " (getenv "PERLHEAP_PID") " ")))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt names &rest _)
                 (driver-note 'picked (or (seq-find (lambda (name) (string-match-p pid name)) (mapcar #'car names))
                                          (error "%s is not among %s" pid names)))
                 (alist-get 'picked driver-facts))))
      (driver-note 'taken (call-interactively #'perlheap-take-dump))))
  t)

(defun driver-compare ()
  "Compare the dump that was taken with that of another process."
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt names &rest _)
               (driver-note 'other (or (seq-find (lambda (name) (string-match-p "out.pmat.gz" name)) (mapcar #'car names))
                                       (error "Not among %s" names)))
               (alist-get 'other driver-facts))))
    (call-interactively #'perlheap-compare))
  (driver-note 'compared (vconcat (driver-lines (window-buffer (selected-window)))))
  t)

(defun driver-verify-one-run ()
  "There is no other run to verify a cure with."
  (driver-note 'verified (condition-case problem
                             (call-interactively #'perlheap-verify)
                           (error (error-message-string problem))))
  t)

;; From a leak to the proof of its cure.

(defun driver-cure (command)
  "Run COMMAND, which offers code actions, and take the cure."
  (driver-to "on_click(sub {")
  (cl-letf ((last-nonmenu-event t) ; not from a mouse
            ((symbol-function 'completing-read)
             (lambda (_ actions &rest _)
               (seq-find (lambda (title) (string-prefix-p "Let the closure capture a weak copy" title)) (all-completions "" actions)))))
    (call-interactively command))
  (goto-char (point-min))
  (search-forward "weaken(my $weak_self = $self);")
  (driver-note 'cured (driver-row))
  (save-buffer)
  (write-region "" nil (getenv "PERLHEAP_AGAIN"))
  t)

(defun driver-new-run (get)
  "Wait until the dump of the new run is shown; GET reads what the server answers."
  (seq-some (lambda (dump)
              (when (and (equal (funcall get dump :state) "shown")
                         (string-suffix-p "after-late.pmat" (funcall get dump :path)))
                (driver-note 'shown (funcall get dump :path))
                t))
            (funcall get (perlheap-run "perlheap.dumps" (make-hash-table)) :dumps)))

(defun driver-verify ()
  (call-interactively #'perlheap-verify)
  (driver-note 'proof (vconcat (driver-lines (window-buffer (selected-window)))))
  t)
