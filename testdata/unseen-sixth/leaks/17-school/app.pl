#!/usr/bin/perl
use strict;
use warnings;
use Devel::MAT::Dumper;
use School::Register;
use School::Exam;

my $out   = shift or die;
my $weeks = shift || 40;
srand 6;

my $register = School::Register->new;
$register->enrol("Pupil $_", 'class' . $_ % 4) for 1 .. 80;

my $week = 0;

sub school_week {
    $week++;
    for my $class (map { "class$_" } 0 .. 3) {
        my $exam = School::Exam->new(subject => (qw(maths music history sport))[ $week % 4 ], class => $class);
        for my $pupil ($register->class_list($class)) {
            next if rand() < .06;                              # ill
            my $paper = $exam->hand_out($pupil);
            $paper->answer($_, int rand 5) for 1 .. 6;
            $exam->collect($paper) if rand() < .92;            # some leave without
        }
        $register->marks($exam->subject, $exam->mark);
        if ($week % 3 == 0) {
            my $again = School::Exam->new(subject => $exam->subject, class => $class, retake => 1);
            for my $pupil ($exam->failed) {
                my $paper = $again->hand_out($pupil);
                $paper->answer($_, 2 + int rand 3) for 1 .. 6;
                $again->collect($paper);
            }
            $register->marks($again->subject, $again->mark);
        }
    }
    School::Exam->archive;
}

school_week() for 1 .. 10;
Devel::MAT::Dumper::dump("$out/early.pmat");
school_week() for 1 .. 40;
Devel::MAT::Dumper::dump("$out/mid.pmat");
school_week() for 1 .. $weeks;
Devel::MAT::Dumper::dump("$out/late.pmat");

printf "best: %s, archived lines: %d\n", $register->best, School::Exam->archived;
