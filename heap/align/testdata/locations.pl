#!/usr/bin/perl
# Loads the modules named on the command line and prints where perl says that
# every sub begins: file, line of its first statement, name, names of its pad.
# Only subs whose first op is a statement have a line; so does a heap dump.
use strict;
use warnings;
use B ();

open my $out, '>&', \*STDOUT or die;
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
for my $module (@ARGV) { eval "require $module" }

my (%seen, @todo);
sub stash {
    my ($name, $stash) = @_;
    return if $seen{"stash $name"}++;
    for my $key (sort keys %$stash) {
        if ($key =~ /^(.+)::$/) {
            stash($name eq 'main' ? $1 : "${name}::$1", do { no strict 'refs'; \%{ $name eq 'main' ? "$1::" : "${name}::$1::" } }) if $1 ne 'main';
            next;
        }
        my $entry = \$stash->{$key};
        push @todo, ref $$entry eq 'CODE' ? $$entry : ref $entry eq 'GLOB' ? (defined *{$$entry}{CODE} ? *{$$entry}{CODE} : ()) : ();
    }
}
stash('main', \%main::);
@todo = map { B::svref_2object($_) } @todo;
push @todo, B::main_cv();
my %row;
while (my $cv = shift @todo) {
    next if $seen{$$cv}++;
    my $padlist = $cv->PADLIST;
    next if $cv->CvFLAGS & B::CVf_ISXSUB() || !$padlist->isa('B::PADLIST');
    my ($names, $values) = $padlist->ARRAY;
    next if !$values || !$values->can('ARRAY');
    push @todo, grep { $_->isa('B::CV') } $values->ARRAY;
    if (my $outside = $cv->OUTSIDE) { push @todo, $outside if $$outside && $outside->isa('B::CV') }
    my $start = $cv->START;
    next if !$start->isa('B::COP');
    my $file = $start->file;
    next if $file =~ /^\(eval|^-e$|locations\.pl$/ || $file !~ m{^/};
    my $gv = $cv->CvFLAGS & B::CVf_NAMED() ? undef : $cv->GV;
    my $name = $cv->CvFLAGS & B::CVf_NAMED() ? $cv->NAME_HEK : $gv->isa('B::GV') ? $gv->NAME : '__ANON__';
    # CVs of files and string evals are named after what they define last.
    next if $cv->CvFLAGS & B::CVf_UNIQUE();
    my %captured = map { $_->PV => 1 } grep { $_->isa('B::PADNAME') && !$_->isa('B::SPECIAL') && defined $_->PV && $_->FLAGS & (1 | B::SVf_FAKE()) } $names->ARRAY;
    my @pad = grep { defined && /^[\$\@%]./ } map { $_->isa('B::PADNAME') && !$_->isa('B::SPECIAL') ? $_->PV : undef } $names->ARRAY;
    my %once;
    # Constants are in the pad too on a perl with threads.
    my %constant;
    my @named = map { $_->isa('B::PADNAME') && !$_->isa('B::SPECIAL') && defined $_->PV && length $_->PV } $names->ARRAY;
    my $i = 0;
    for my $sv ($values->ARRAY) {
        my $named = $named[$i++];
        next if ref $sv eq 'B::SPECIAL' || !$sv->can('FLAGS') || $named || $sv->FLAGS & B::SVs_PADTMP();
        my $text = $sv->can('PV') && $sv->FLAGS & B::SVf_POK() ? $sv->PV : $sv->can('int_value') && $sv->FLAGS & B::SVf_IOK() ? $sv->int_value : undef;
        $constant{$text}++ if defined $text && $text =~ /^[\w:.-]+\z/;
    }
    my $key = join "\t", $file, $start->line, $name // '__ANON__', join ' ', grep { !$once{$_}++ } sort @pad;
    $row{join "\t", $key, join(' ', grep { /^[\$\@%]./ } sort keys %captured), join ' ', sort keys %constant}++;
}
print {$out} "$_\n" for sort keys %row;
