#!/usr/bin/perl
# A small model of a long-lived WebSocket worker: each connection asks for the
# Redis client of the application, and each asking subscribes one more error
# handler on it. Nothing ever unsubscribes.
#
#   perl websocket-leak.pl 20000 websocket-leak.pmat
#
# serves 20,000 connections, then writes a heap dump. Needs Devel::MAT::Dumper.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::Bin/lib";

use Devel::MAT::Dumper ();
use Helpers ();

my ($connections, $file) = @ARGV;
die "usage: perl $0 CONNECTIONS FILE.pmat\n" unless $connections && $file;

my $app = { name => 'chat', stat => {} };

Helpers::redis($app, 'ws_redis_master') for 1 .. $connections;

Devel::MAT::Dumper::dump($file);
