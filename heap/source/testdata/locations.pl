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
    my @pad = grep { defined && /^[\$\@%]./ } map { $_->isa('B::PADNAME') && !$_->isa('B::SPECIAL') ? $_->PV : undef } $names->ARRAY;
    my %once;
    # Constants are in the pad too on a perl with threads.
    my %constant;
    for my $sv ($values->ARRAY) {
        next if ref $sv eq 'B::SPECIAL' || !$sv->can('FLAGS') || !($sv->FLAGS & B::SVf_READONLY() || $sv->FLAGS & B::SVf_PROTECT());
        my $text = $sv->can('PV') && $sv->FLAGS & B::SVf_POK() ? $sv->PV : $sv->can('int_value') && $sv->FLAGS & B::SVf_IOK() ? $sv->int_value : undef;
        $constant{$text}++ if defined $text && $text =~ /^[\w:.-]+\z/;
    }
    my $key = join "\t", $file, $start->line, $name // '__ANON__', join ' ', grep { !$once{$_}++ } sort @pad; $row{$key} = join ' ', sort keys %constant;
}
print {$out} "$_\t$row{$_}\n" for sort keys %row;
